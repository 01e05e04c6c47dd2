"""A moto server on a port of its own that ends when its standard input does."""

import sys

from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("Listening on http://%s:%s" % server.get_host_and_port(), flush=True)
sys.stdin.read()
server.stop()
