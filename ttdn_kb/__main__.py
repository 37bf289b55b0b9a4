"""`python -m ttdn_kb` runs `ttdn`, where the command is not on the path."""

from ttdn_kb.cli.express import main

main()
