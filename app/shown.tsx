import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { asShown } from '@/app/as-shown'
import { DeniedScreen } from '@/components/screens/trouble-screen'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'

/** Draws what `load` gives, by the clocks of the actor's tenant and with nothing in its texts that is not seen. What is not there is a 404; what is not open to this person says so; anything else goes to the error page. */
export async function shown<T>(actor: Pick<Actor, 'tenant_id'>, load: () => Promise<T>, draw: (view: T) => ReactNode): Promise<ReactNode> {
  let view: T
  try {
    view = await asShown(actor, await load())
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_found') notFound()
    if (error instanceof Fault && error.code === 'forbidden') return <DeniedScreen message={error.message} />
    throw error
  }
  return draw(view)
}

export type Search = Promise<Record<string, string | string[] | undefined>>

/** One value of the query string; the first when it is given twice. */
export const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
