import { pageActor } from '@/app/session'
import { one, type Search, shown } from '@/app/shown'
import { approvalsView } from '@/app/views/approvals/approvals'
import { ApprovalsScreen } from '@/components/screens/approvals/approvals-screen'

export const metadata = { title: 'Approvals' }

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await pageActor('/approvals')
  const query = await searchParams
  return shown(
    actor,
    () => approvalsView(actor, { waiting: one(query['waiting']) ?? null, decided: one(query['decided']) ?? null }),
    (view) => <ApprovalsScreen view={view} />,
  )
}
