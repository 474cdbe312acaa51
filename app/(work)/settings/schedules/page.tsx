import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { schedulesView } from '@/app/views/settings/schedules'
import { SchedulesScreen } from '@/components/screens/settings/schedules-screen'

export const metadata = { title: 'Scheduled work' }

export default async function Page() {
  const actor = await pageActor('/settings/schedules')
  return shown(
    actor,
    () => schedulesView(actor),
    (view) => <SchedulesScreen view={view} />,
  )
}
