import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { isGalleryOpen } from '@/app/gallery/is-open'
import { approvals_view, approve_decided_view, approve_own_view, approve_view } from '@/components/fixtures/approval-views'
import { audit_view } from '@/components/fixtures/audit-view'
import { case_verified_view, case_view } from '@/components/fixtures/case-views'
import { inbox_tools_narrowed } from '@/components/fixtures/inbox-tools'
import { inbox_view } from '@/components/fixtures/inbox-view'
import { shell, shell_approver, sign_in_view } from '@/components/fixtures/people-views'
import { savings_empty_view, savings_view } from '@/components/fixtures/savings'
import { sources_view } from '@/components/fixtures/sources-view'
import { verification_open_view, verification_undone_view, verification_view, verification_waiting_view } from '@/components/fixtures/verification-views'
import { ApprovalsScreen } from '@/components/screens/approvals/approvals-screen'
import { ApproveScreen } from '@/components/screens/approvals/approve-screen'
import { AuditScreen } from '@/components/screens/audit/audit-screen'
import { CaseScreen } from '@/components/screens/case/case-screen'
import { GalleryConversation } from '@/components/screens/gallery/gallery-conversation'
import { GALLERY_KINDS } from '@/components/screens/gallery/gallery-screen'
import { GalleryStates } from '@/components/screens/gallery/gallery-states'
import { InboxScreen } from '@/components/screens/inbox/inbox-screen'
import { CaseLoading } from '@/components/screens/loading'
import { SavingsScreen } from '@/components/screens/savings/savings-screen'
import { VerificationScreen } from '@/components/screens/savings/verification-screen'
import { SignInScreen } from '@/components/screens/sign-in/sign-in-screen'
import { SourcesScreen } from '@/components/screens/sources/sources-screen'
import { DeniedScreen } from '@/components/screens/trouble-screen'
import { Frame } from '@/components/shell/frame'
import { wordTable } from '@/lib/kernel/word-table'

const SCREENS: Record<string, () => ReactNode> = wordTable({
  inbox: () => <InboxScreen view={inbox_view} />,
  'inbox-empty': () => <InboxScreen view={{ ...inbox_view, lists: [] }} />,
  'inbox-stale': () => (
    <InboxScreen
      view={{
        ...inbox_view,
        freshness: [{ source: 'northlight-cur2', state: 'stale', text: 'complete to 14 Nov, 4 days behind', as_of: null }],
        notices: [
          {
            tone: 'stale',
            title: 'The bill is 4 days behind',
            text: 'New cases may be missing and open ones may be smaller or larger than shown.',
            remedy: 'Import the latest export under Sources.',
          },
        ],
      }}
    />
  ),
  'inbox-narrowed': () => <InboxScreen view={{ ...inbox_view, tools: inbox_tools_narrowed }} />,
  'inbox-nothing-found': () => (
    <InboxScreen
      view={{
        ...inbox_view,
        lists: [],
        tools: { ...inbox_tools_narrowed, page: { first: 0, last: 0, total: 0, pages: 1 } },
        empty: { title: 'No case matches this search', text: 'No case fits the filters above.', action: { label: 'Clear the filters', href: '/' } },
      }}
    />
  ),
  conversation: () => <GalleryConversation />,
  case: () => <CaseScreen view={case_view} />,
  'case-verified': () => <CaseScreen view={case_verified_view} />,
  approvals: () => <ApprovalsScreen view={approvals_view} />,
  approve: () => <ApproveScreen view={approve_view} />,
  'approve-own': () => <ApproveScreen view={approve_own_view} />,
  'approve-decided': () => <ApproveScreen view={approve_decided_view} />,
  verification: () => <VerificationScreen view={verification_view} />,
  'verification-waiting': () => <VerificationScreen view={verification_waiting_view} />,
  'verification-empty': () => <VerificationScreen view={{ ...verification_view, rows: [], selected: null }} />,
  'verification-open': () => <VerificationScreen view={verification_open_view} />,
  'verification-undone': () => <VerificationScreen view={verification_undone_view} />,
  savings: () => <SavingsScreen view={savings_view} />,
  'savings-empty': () => <SavingsScreen view={savings_empty_view} />,
  sources: () => <SourcesScreen view={sources_view} />,
  audit: () => <AuditScreen view={audit_view} />,
  loading: () => <CaseLoading />,
  denied: () => <DeniedScreen message="Imports are open to administrators. Noor Haddad can import this file." />,
})

export default async function Page({ params }: { params: Promise<{ screen: string }> }) {
  const { screen } = await params
  if (!isGalleryOpen()) notFound()
  if (screen === 'sign-in') return <SignInScreen tenants={[sign_in_view]} next="/" />
  // An address may name several kinds.
  const kinds = screen.split('~')
  const draw = kinds.every((kind) => GALLERY_KINDS.includes(kind)) ? () => <GalleryStates kinds={kinds} /> : SCREENS[screen]
  if (!draw) notFound()
  return (
    <Frame shell={screen.startsWith('approve') ? shell_approver : shell} is_live={false}>
      {draw()}
    </Frame>
  )
}
