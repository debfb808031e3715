import { createServer } from 'node:http';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url: 'file:/tmp/visits.db' }) });
await prisma.$executeRaw`CREATE TABLE IF NOT EXISTS Visit
  (id INTEGER PRIMARY KEY AUTOINCREMENT, at DATETIME DEFAULT CURRENT_TIMESTAMP)`;

const server = createServer(async (_, response) => {
  const visit = await prisma.visit.create({ data: {} });
  response.end(`visited on a ${typeof visit.at.getTime()}\n`);
});
server.listen(3000);
process.on('SIGTERM', () => server.close(() => prisma.$disconnect()));
