"""Where stories and their pictures come from. Knows files and the network; knows no format."""
