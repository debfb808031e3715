import { title } from '@/lib/title';

export const dynamic = 'force-dynamic';

export const GET = (): Response => new Response(title());
