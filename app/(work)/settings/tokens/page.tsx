import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { tokensView } from '@/app/views/settings/tokens'
import { TokensScreen } from '@/components/screens/settings/tokens-screen'

export const metadata = { title: 'Tokens' }

export default async function Page() {
  const actor = await pageActor('/settings/tokens')
  return shown(
    actor,
    () => tokensView(actor),
    (view) => <TokensScreen view={view} />,
  )
}
