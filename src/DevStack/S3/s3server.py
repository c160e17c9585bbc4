#!/usr/bin/python3
"""A real S3 API on one loopback port without containers: OpenStack Swift (Debian's python3-swift) in one process.

    s3server.py FOLDER PORT

Environment: S3_ACCESS_KEY (two words joined by one colon, 'account:user'), S3_SECRET_KEY, S3_REGION.
It verifies signatures (version 4), presigned addresses and their expiry, and knows ranges and multipart uploads.
Clients: path style, no chunked encoding on uploads, checksums only when required.
Not there: If-None-Match on PUT, tagging, batch delete. A missing signature answers 400, a wrong one 403.
"""
import eventlet

eventlet.monkey_patch()  # before anything else imports sockets

import os
import signal
import sys
import time
from array import array

import swift.common.utils as swift_utils
from eventlet import wsgi
from paste.deploy import loadapp
from swift.account.server import AccountController
from swift.common.ring import RingData
from swift.container.server import ContainerController
from swift.obj.server import ObjectController

# Swift reads the secret of its path hashes from /etc/swift; here it needs none.
swift_utils.HASH_PATH_PREFIX = b''
swift_utils.HASH_PATH_SUFFIX = b'local'
swift_utils.validate_hash_conf = lambda: None

STORES = {'account': AccountController, 'container': ContainerController, 'object': ObjectController}

PIPELINE = '''
[DEFAULT]
swift_dir = {folder}
cors_allow_origin = *
log_level = ERROR
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck listing_formats bulk s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:s3api]
use = egg:swift#s3api
location = {region}
s3_acl = false
cors_preflight_allow_origin = *
allow_multipart_uploads = true
force_swift_request_proxy_log = false
max_upload_part_num = 10000
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
'''


class MemoryCache:
    """Stands in for memcached, which Swift keeps account and container facts in."""

    def __init__(self):
        self.entries = {}

    def get(self, key, raise_on_error=False):
        value, expires = self.entries.get(key, (None, 0))
        if expires and expires < time.time():
            del self.entries[key]
            return None
        return value

    def set(self, key, value, serialize=True, time=0, **ignored):
        self.entries[key] = (value, now() + time if time else 0)

    def incr(self, key, delta=1, time=0):
        value = int(self.get(key) or 0) + delta
        self.set(key, value, time=time)
        return value

    def decr(self, key, delta=1, time=0):
        return self.incr(key, -delta, time)

    def delete(self, key, server_key=None):
        self.entries.pop(key, None)

    def set_multi(self, mapping, server_key=None, serialize=True, time=0, **ignored):
        for key, value in mapping.items():
            self.set(key, value, time=time)

    def get_multi(self, keys, server_key=None, raise_on_error=False):
        return [self.get(key) for key in keys]


def now():
    return time.time()


def serve(socket, app, log):
    # S3 clients read some headers (x-amz-…, ETag) by their exact spelling.
    wsgi.server(socket, app, log, log_output=False, capitalize_response_headers=False)


def start_stores(folder, log):
    """The account, container and object servers behind the proxy, one replica each, on ports of the system's choice."""
    conf = {'devices': folder + '/devices', 'swift_dir': folder, 'mount_check': 'false', 'disable_fallocate': 'true',
            'container_update_timeout': '5', 'log_level': 'ERROR', 'log_name': 's3', 'workers': '0'}
    swift_utils.mkdirs(folder + '/devices/disk/tmp')
    sockets = {kind: eventlet.listen(('127.0.0.1', 0)) for kind in STORES}
    for kind, socket in sockets.items():
        device = {'id': 0, 'zone': 0, 'region': 1, 'device': 'disk', 'ip': '127.0.0.1',
                  'port': socket.getsockname()[1], 'weight': 1.0, 'meta': ''}
        ring = RingData([array('H', [0] * 4)], [device], 30)  # four partitions, all on the one device
        ring.save('%s/%s.ring.gz' % (folder, kind))
    for kind, socket in sockets.items():
        eventlet.spawn(serve, socket, STORES[kind](conf), log)


def s3_api(folder):
    account, user = os.environ['S3_ACCESS_KEY'].split(':')
    path = folder + '/proxy-server.conf'
    with open(path, 'w') as file:
        file.write(PIPELINE.format(folder=folder, region=os.environ['S3_REGION'], account=account, user=user,
                                   secret=os.environ['S3_SECRET_KEY']))
    proxy = loadapp('config:' + path, global_conf={'log_name': 's3'})
    cache = MemoryCache()

    def with_cache(environ, start_response):
        environ['swift.cache'] = cache
        return proxy(environ, start_response)

    return with_cache


def main():
    os.umask(0o077)  # the configuration holds the secret
    folder, port = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    # Swift syncs each write before it answers, so an abrupt end loses nothing.
    signal.signal(signal.SIGTERM, lambda *ignored: os._exit(0))
    os.makedirs(folder, exist_ok=True)
    socket = eventlet.listen(('127.0.0.1', port))
    log = open(os.devnull, 'w')
    start_stores(folder, log)
    app = s3_api(folder)
    print('s3 on 127.0.0.1:%d' % port, flush=True)
    serve(socket, app, log)


main()
