import { Notices } from '@/components/screens/notices'
import { SignInList } from '@/components/screens/sign-in-list'
import { Logo } from '@/components/shell/logo'
import type { SignInView } from '@/schemas/view'

export function SignInScreen({ view, next }: { view: SignInView; next: string }) {
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
      </div>
      <div>
        <h2 className="text-table text-muted">
          {view.tenant}
          {view.is_demonstration ? ', demonstration. Continue as' : '. Continue as'}
        </h2>
        <Notices notices={view.notices} />
        <SignInList people={view.people} next={next} />
      </div>
    </main>
  )
}
