"""Forms: what is typed becomes values for the services; what is wrong becomes a sentence beside the field."""
