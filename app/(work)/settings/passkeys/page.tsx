import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { passkeysView } from '@/app/views/settings/passkeys'
import { PasskeysScreen } from '@/components/screens/settings/passkeys-screen'

export const metadata = { title: 'Passkeys' }

export default async function Page() {
  const actor = await pageActor('/settings/passkeys')
  return shown(
    actor,
    () => passkeysView(actor),
    (view) => <PasskeysScreen view={view} />,
  )
}
