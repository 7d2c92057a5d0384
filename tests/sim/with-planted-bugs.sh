#!/bin/sh
# A wrapper of rustc that builds the workspace's own crates with the planted bugs: cargo xtask sim --planted.
exec "$@" --cfg planted
