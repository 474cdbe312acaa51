'use client'
import { useEffect } from 'react'
import { TroubleScreen } from '@/components/screens/trouble-screen'
import { reportError } from '@/components/shell/report-errors'
import { Button } from '@/components/ui/button'

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  useEffect(() => reportError('error', error), [error])
  return (
    <TroubleScreen
      mark="critical"
      title="This page could not be loaded"
      text="Nothing was changed. Try again; if it happens twice, look for the reference below in the server's log."
      note={error.digest}
      action={
        <Button variant="primary" onClick={reset}>
          Try again
        </Button>
      }
    />
  )
}
