import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { policyView } from '@/app/views/policy'
import { PolicyScreen } from '@/components/screens/policy/policy-screen'

export const metadata = { title: 'Policy' }

export default async function Page() {
  const actor = await pageActor('/policy')
  return shown(
    actor,
    () => policyView(actor),
    (view) => <PolicyScreen view={view} />,
  )
}
