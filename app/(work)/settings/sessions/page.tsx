import { currentSession, pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { sessionsView } from '@/app/views/settings/sessions'
import { SessionsScreen } from '@/components/screens/settings/sessions-screen'

export const metadata = { title: 'Sessions' }

export default async function Page() {
  const actor = await pageActor('/settings/sessions')
  const own_session_id = (await currentSession())?.session_id ?? ''
  return shown(
    actor,
    () => sessionsView(actor, own_session_id),
    (view) => <SessionsScreen view={view} />,
  )
}
