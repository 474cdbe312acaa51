import { pageActor } from '@/app/session'
import { shown } from '@/app/shown'
import { caseView } from '@/app/views/case'
import { CaseScreen } from '@/components/screens/case-screen'

export const metadata = { title: 'Case' }

export default async function Page({ params }: { params: Promise<{ case_id: string }> }) {
  const { case_id } = await params
  const actor = await pageActor(`/cases/${case_id}`)
  return shown(
    actor,
    () => caseView(actor, case_id),
    (view) => <CaseScreen view={view} />,
  )
}
