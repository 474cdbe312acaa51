import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { approvalsView } from '@/app/views/approvals'
import { ApprovalsScreen } from '@/components/screens/approvals-screen'

export const metadata = { title: 'Approvals' }

export default async function Page() {
  const actor = await pageActor('/approvals')
  return shown(
    () => approvalsView(actor),
    (view) => <ApprovalsScreen view={view} />,
  )
}
