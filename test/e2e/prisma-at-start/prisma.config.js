export default {
  schema: 'prisma/schema.prisma',
  datasource: { url: 'file:/tmp/visits.db' },
};
