import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { sourcesView } from '@/app/views/sources/sources'
import { SourcesScreen } from '@/components/screens/sources/sources-screen'

export const metadata = { title: 'Sources' }

export default async function Page() {
  const actor = await pageActor('/sources')
  return shown(
    actor,
    () => sourcesView(actor),
    (view) => <SourcesScreen view={view} />,
  )
}
