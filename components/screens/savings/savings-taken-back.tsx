import { FactButton } from '@/components/cards/fact-button'
import { Link } from '@/components/ui/link'
import { Unbroken } from '@/components/ui/unbroken'
import type { SavingsView } from '@/schemas/savings-view'

/** Savings that were claimed before their change was taken back. None of them is in the statement above. */
export const SavingsTakenBack = ({ plans }: { plans: SavingsView['taken_back'] }) =>
  plans.length === 0 ? null : (
    <section aria-label="Rolled back" className="panel p-4 @min-[60rem]/page:p-5">
      <h2 className="font-strong text-card">Rolled back, not counted</h2>
      <ul className="ruled mt-2 text-table">
        {plans.map((p) => (
          <li key={p.case_id} className="py-2">
            <Link href={`/cases/${p.case_id}`} className="quiet-link font-strong">
              <Unbroken text={p.title} />
            </Link>{' '}
            <span className="text-muted">in {p.where}</span>
            <p className="text-pretty">
              {p.text} <span className="text-muted">Claimed before the rollback:</span>{' '}
              <FactButton fact={p.claimed} notes={p.claimed.evidence.map((id) => ({ id, note: undefined }))} ruleset="" href={`/cases/${p.case_id}`} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
