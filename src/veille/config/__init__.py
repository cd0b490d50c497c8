"""The three YAML files of a workspace: read into one frozen Config, or told all that is wrong."""
