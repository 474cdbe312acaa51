import { pageActor } from '@/app/session'
import { one, type Search, shown } from '@/app/shown'
import { auditView } from '@/app/views/audit'
import { AuditScreen } from '@/components/screens/audit/audit-screen'

export const metadata = { title: 'Audit' }

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await pageActor('/audit')
  const query = await searchParams
  const before = Number(one(query['before']))
  return shown(
    actor,
    () =>
      auditView(actor, {
        case_id: one(query['case']) ?? null,
        noun: one(query['kind']) ?? null,
        actor_id: one(query['who']) ?? null,
        before: Number.isSafeInteger(before) && before > 0 ? before : null,
      }),
    (view) => <AuditScreen view={view} />,
  )
}
