mod api_clients;
