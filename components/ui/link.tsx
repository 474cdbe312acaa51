'use client'
import NextLink from 'next/link'
import { type ComponentProps, useState } from 'react'

type LinkProps = Omit<ComponentProps<typeof NextLink>, 'prefetch' | 'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur'>

/**
 * A link inside the app. Its page is fetched ahead only while somebody points at it: Next would fetch every link on the screen, and all of them again
 * after each repaint, which is a dozen pages a tab for every change on the server.
 */
export function Link(props: LinkProps) {
  const [is_near, setNear] = useState(false)
  const come = () => setNear(true)
  const leave = () => setNear(false)
  return <NextLink {...props} prefetch={is_near ? 'auto' : false} onPointerEnter={come} onPointerLeave={leave} onFocus={come} onBlur={leave} />
}
