import { Notices } from '@/components/screens/notices'
import { insidePath } from '@/components/screens/sign-in/inside-path'
import { ProviderSignIn } from '@/components/screens/sign-in/provider-sign-in'
import { SignInList } from '@/components/screens/sign-in/sign-in-list'
import { Logo } from '@/components/shell/logo'
import type { SignInView } from '@/schemas/sign-in-view'

const STEPS = [
  { role: 'analyst', does: 'reads why the bill rose and sends a plan' },
  { role: 'approver', does: 'reads the plan and signs it; it runs' },
  { role: 'manager', does: 'moves the clock on by 11 days and reads whether it saved money' },
] as const

type Step = { id: string; name: string; does: string }

/** Whom to be, and in which order, to see all of it once. Empty where a role is missing. */
function tourOf({ people, is_demonstration }: SignInView): Step[] {
  if (!is_demonstration) return []
  const steps = STEPS.flatMap(({ role, does }) => {
    const person = people.find((p) => p.roles[0] === role) ?? people.find((p) => p.roles.includes(role))
    return person === undefined ? [] : [{ id: person.id, name: person.name, does }]
  })
  return steps.length < STEPS.length ? [] : steps
}

function Steps({ steps }: { steps: Step[] }) {
  if (steps.length === 0) return null
  return (
    <div className="mt-6 max-w-sm border-t pt-4 text-table">
      <h2 className="font-strong">Five minutes with the demonstration</h2>
      <ol className="mt-1.5 space-y-1.5">
        {steps.map(({ name, does }, i) => (
          <li key={name} className="grid grid-cols-[1.25rem_minmax(0,1fr)]">
            <span className="text-muted">{i + 1}</span>
            <span className="text-pretty text-muted">
              <span className="text-ink">{name}</span> {does}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

export function SignInScreen({ tenants, next, provider = null }: { tenants: SignInView[]; next: string; provider?: { refused: string | null } | null }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[56rem] content-center gap-x-14 gap-y-8 px-4 py-10 md:grid-cols-[1fr_1.25fr] md:px-6">
      <div>
        <p className="flex items-center gap-3">
          <Logo className="w-7" />
          <span className="text-card font-strong">Countersign</span>
        </p>
        <h1 className="mt-6 text-balance text-figure font-strong">Rules decide, people countersign.</h1>
        <p className="mt-3 max-w-sm text-pretty text-muted">
          Evidence comes in, rules decide, a person signs one exact plan, code carries it out and checks that it worked. Everything is recorded.
        </p>
        {tenants.map((t) => (
          <Steps key={t.tenant} steps={tourOf(t)} />
        ))}
      </div>
      <div className="space-y-6">
        {provider ? <ProviderSignIn next={insidePath(next)} refused={provider.refused} /> : null}
        {tenants.length === 0 && provider === null ? (
          <p className="text-muted">
            Nobody can sign in here: the first start has not finished, or this instance listens beyond this machine, where people need an identity provider.
          </p>
        ) : null}
        {tenants.map((tenant) => (
          <section key={tenant.tenant} aria-label={tenant.tenant}>
            <h2 className="text-muted text-table">
              {tenant.is_demonstration ? `${tenant.tenant} (demonstration): continue as` : `${tenant.tenant}: continue as`}
            </h2>
            <Notices notices={tenant.notices} />
            <SignInList people={tenant.people} tour={tourOf(tenant).map((step) => step.id)} next={next} />
          </section>
        ))}
      </div>
    </main>
  )
}
