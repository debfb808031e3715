import { title } from '@/lib/title';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <h1>{title()}</h1>;
}
