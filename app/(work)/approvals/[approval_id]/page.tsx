import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { approveView } from '@/app/views/approve'
import { ApproveScreen } from '@/components/screens/approve-screen'

export const metadata = { title: 'Approval' }

export default async function Page({ params }: { params: Promise<{ approval_id: string }> }) {
  const { approval_id } = await params
  const actor = await pageActor(`/approvals/${approval_id}`)
  return shown(
    actor,
    () => approveView(actor, approval_id),
    (view) => <ApproveScreen view={view} />,
  )
}
