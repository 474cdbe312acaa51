import { pageActor } from '@/app/session'
import { one, type Search, shown } from '@/app/shown'
import { inboxView } from '@/app/views/inbox/inbox'
import { readInboxSearch } from '@/app/views/inbox/inbox-search'
import { InboxScreen } from '@/components/screens/inbox/inbox-screen'

export const metadata = { title: 'Inbox' }

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await pageActor('/')
  const asked = await searchParams
  const search = readInboxSearch((key) => one(asked[key]))
  return shown(
    actor,
    () => inboxView(actor, search),
    (view) => <InboxScreen view={view} />,
  )
}
