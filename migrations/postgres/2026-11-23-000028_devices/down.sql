DROP TABLE device_requests;
