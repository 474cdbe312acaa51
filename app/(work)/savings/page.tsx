import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { savingsView } from '@/app/views/savings/savings'
import { SavingsScreen } from '@/components/screens/savings/savings-screen'

export const metadata = { title: 'Savings' }

export default async function Page() {
  const actor = await pageActor('/savings')
  return shown(
    actor,
    () => savingsView(actor),
    (view) => <SavingsScreen view={view} />,
  )
}
