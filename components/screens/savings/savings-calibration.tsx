import { FactButton } from '@/components/cards/fact-button'
import type { Fact } from '@/schemas/intent'

/** How well what was predicted, measured and named held afterwards. */
export const SavingsCalibration = ({ facts }: { facts: Fact[] }) => (
  <section aria-label="How well it held" className="panel p-4 @min-[60rem]/page:p-5">
    <h2 className="font-strong text-card">How accurate the predictions were</h2>
    <dl className="ruled mt-2 text-table">
      {facts.map((f) => (
        <div key={f.label} className="grid items-baseline gap-x-6 gap-y-0.5 py-2 md:grid-cols-2">
          <dt>{f.label}</dt>
          <dd className="md:text-right">
            <FactButton fact={f} notes={[]} ruleset="" href="/savings" className="whitespace-normal text-left md:text-right" />
            {f.window === null ? null : <span className="block text-muted text-small">{f.window}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)
