#!/bin/sh
# Restart the processes one after another: ./roll.sh /run/haproxy/admin.sock 8511 8512 8513 8514
#
# Each leaves the proxy first, so that nobody new comes to it, and comes back once it is well. Whose
# page was open there goes on with another process: the address holds the place and the period, and
# what a juror or a nominator types is in the database, or in the page until it gets there.
set -eu
socket=$1
shift
number=0
for port in "$@"; do
    number=$((number + 1))
    echo "set server app/app$number state drain" | socat stdio "UNIX-CONNECT:$socket"
    systemctl restart "observatory@$port"
    until curl --silent --fail --output /dev/null "http://127.0.0.1:$port/health"; do sleep 1; done
    echo "set server app/app$number state ready" | socat stdio "UNIX-CONNECT:$socket"
done
