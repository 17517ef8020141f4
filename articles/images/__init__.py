"""All that is done with Pillow. Nothing is imported here: the child that decodes has to start fast."""
