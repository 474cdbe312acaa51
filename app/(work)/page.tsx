import { pageActor } from '@/app/session'
import { one, type Search, shown } from '@/app/shown'
import { inboxView } from '@/app/views/inbox'
import { InboxScreen } from '@/components/screens/inbox-screen'

export const metadata = { title: 'Inbox' }

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await pageActor('/')
  const { filter } = await searchParams
  return shown(
    () => inboxView(actor, one(filter)),
    (view) => <InboxScreen view={view} />,
  )
}
