DROP TABLE api_client_permissions;
DROP TABLE api_client_grants;
DROP TABLE api_client_tokens;
DROP TABLE api_clients;
