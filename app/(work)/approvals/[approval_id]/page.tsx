import type { Metadata } from 'next'
import { cache } from 'react'
import { asShown } from '@/app/as-shown'
import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { approveView } from '@/app/views/approvals/approve'
import { ApproveScreen } from '@/components/screens/approvals/approve-screen'

type Props = { params: Promise<{ approval_id: string }> }

/** Read once for the tab and the page. */
const viewOf = cache(async (approval_id: string) => approveView(await pageActor(`/approvals/${approval_id}`), approval_id))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { approval_id } = await params
  const view = await viewOf(approval_id).catch(() => null)
  return { title: view === null ? 'Approval' : await asShown(await pageActor(`/approvals/${approval_id}`), view.approval.title) }
}

export default async function Page({ params }: Props) {
  const { approval_id } = await params
  const actor = await pageActor(`/approvals/${approval_id}`)
  return shown(
    actor,
    () => viewOf(approval_id),
    (view) => <ApproveScreen view={view} />,
  )
}
