import { one, type Search } from '@/app/shown'
import { signInView } from '@/app/views/sign-in'
import { SignInScreen } from '@/components/screens/sign-in-screen'

export const metadata = { title: 'Sign in' }
export const dynamic = 'force-dynamic'

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { next } = await searchParams
  return <SignInScreen tenants={await signInView()} next={one(next) ?? '/'} />
}
