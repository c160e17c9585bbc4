import assert from 'node:assert/strict';
import { EncodedFileOutput, EncodedFileType, EgressStatus, S3Upload } from 'livekit-server-sdk';
import { control, egress, eventually, fails, join, rooms } from './sandbox.mjs';

const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET: secret, S3_REGION: region, S3_BUCKET: bucket } = process.env;
const file = (filepath) => new EncodedFileOutput({
  fileType: EncodedFileType.OGG,
  filepath,
  output: { case: 's3', value: new S3Upload({ accessKey, secret, region, endpoint, bucket, forcePathStyle: true }) },
});

await fails(egress.startRoomCompositeEgress('nowhere', file('x.ogg'), { audioOnly: true }), 'not_found', 404, /requested room does not exist/);
const { sid } = await rooms.createRoom({ name: 'call' });
const started = await egress.startRoomCompositeEgress('call', file('node/call.ogg'), { audioOnly: true });
assert.match(started.egressId, /^EG_\w{12}$/);
assert.equal(started.status, EgressStatus.EGRESS_STARTING);
assert.equal(started.roomId, sid);
assert.equal(started.fileResults[0].filename, 'node/call.ogg');
assert.equal(started.request.case, 'roomComposite');
const echo = started.request.value.fileOutputs[0].output.value;
assert.equal(echo.secret, '{secret}');
assert.equal(echo.accessKey, '{access_key}');
assert.equal(echo.bucket, bucket);

const status = (wanted) => eventually(async () => (await egress.listEgress({ egressId: started.egressId }))[0], (info) => info.status === wanted);
await join('call', 'ana');
const active = await status(EgressStatus.EGRESS_ACTIVE);
assert.ok(active.fileResults[0].startedAt >= started.startedAt);
await control('POST', '/rooms/call/participants/ana/speech', { text: 'I will call her today.' });
assert.deepEqual((await egress.listEgress({ roomName: 'call', active: true })).map((e) => e.egressId), [started.egressId]);

const stopped = await egress.stopEgress(started.egressId);
assert.equal(stopped.status, EgressStatus.EGRESS_ENDING);
const complete = await status(EgressStatus.EGRESS_COMPLETE);
assert.equal(complete.details, 'End reason: StopEgress API');
assert.equal(complete.fileResults[0].location, `${endpoint}/${bucket}/node/call.ogg`);
assert.equal(complete.manifestLocation, `${endpoint}/${bucket}/node/${started.egressId}.json`);
assert.ok(complete.fileResults[0].size > 0n);
assert.ok(complete.fileResults[0].duration > 0n);

assert.deepEqual(await egress.listEgress({ roomName: 'call', active: true }), []);
assert.equal((await egress.listEgress({ roomName: 'call' })).length, 1);
await fails(egress.stopEgress(started.egressId), 'failed_precondition', 412, /^egress with status EGRESS_COMPLETE cannot be stopped$/);
await fails(egress.stopEgress('EG_unknown'), 'not_found', 404, /egress does not exist/);
await fails(egress.listEgress({ egressId: 'EG_unknown' }), 'not_found', 404, /egress does not exist/);
