import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { settingsView } from '@/app/views/settings/settings'
import { SettingsScreen } from '@/components/screens/settings/settings-screen'

export const metadata = { title: 'Settings' }

export default async function Page() {
  const actor = await pageActor('/settings')
  return shown(
    actor,
    () => settingsView(actor),
    (view) => <SettingsScreen view={view} />,
  )
}
