const { createServer } = require('node:http');
const { execFileSync } = require('node:child_process');
const { RTCPeerConnection } = require('@roamhq/wrtc');

const connection = new RTCPeerConnection();
const version = execFileSync('git', ['--version'], { encoding: 'utf8' }).split(' ')[0];
const server = createServer((_, response) =>
  response.end(`${version}: ${connection.signalingState}\n`),
);
server.listen(3000);
process.on('SIGTERM', () => {
  connection.close();
  server.close();
});
