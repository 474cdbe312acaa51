import { pageActor } from '@/app/session'
import { one, type Search, shown } from '@/app/shown'
import { verificationView } from '@/app/views/savings/verification'
import { VerificationScreen } from '@/components/screens/savings/verification-screen'

export const metadata = { title: 'Verification' }

export default async function Page({ searchParams }: { searchParams: Search }) {
  const actor = await pageActor('/verification')
  const query = await searchParams
  return shown(
    actor,
    () => verificationView(actor, one(query['case']), one(query['after'])),
    (view) => <VerificationScreen view={view} />,
  )
}
