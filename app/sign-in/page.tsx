import { one, type Search } from '@/app/shown'
import { refusalText, signInView } from '@/app/views/sign-in'
import { SignInScreen } from '@/components/screens/sign-in/sign-in-screen'
import { config } from '@/lib/kernel/config'

export const metadata = { title: 'Sign in' }
export const dynamic = 'force-dynamic'

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { next, refused } = await searchParams
  const provider = config().oidc === null ? null : { refused: refusalText(one(refused)) }
  return <SignInScreen tenants={await signInView()} next={one(next) ?? '/'} provider={provider} />
}
