import { buttonStyle } from '@/components/ui/button'

/** The way in where people sign in with their identity provider. A plain link: the browser leaves this site. */
export function ProviderSignIn({ next, refused }: { next: string; refused: string | null }) {
  return (
    <section aria-label="Sign in">
      {refused ? (
        <p role="alert" className="mb-4 text-critical text-table">
          {refused}
        </p>
      ) : null}
      <a href={`/api/auth/sign-in?next=${encodeURIComponent(next)}`} className={buttonStyle({ variant: 'primary' })}>
        Sign in with your organisation
      </a>
      <p className="mt-3 max-w-sm text-pretty text-muted text-table">You come back here when your identity provider has recognised you.</p>
    </section>
  )
}
