const { createServer } = require('node:http');
const sharp = require('sharp');

const server = createServer(async (_request, response) => {
  const picture = sharp({ create: { width: 8, height: 4, channels: 3, background: 'red' } });
  const { width, height, format } = await sharp(await picture.png().toBuffer()).metadata();
  response.end(JSON.stringify({ width, height, format }));
}).listen(3000);
process.on('SIGTERM', () => server.close());
