import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readHubPicture } from '../../core/hub/enrolment'
import { call } from '../api/call'
import { FAILURE_TEXT } from '../api/failure-text'
import { useWords } from '../i18n/words'

/** An address as people read it. */
export const bareAddress = (url: string): string => url.replace(/^https:\/\//, '')

/** The new address of a hub, typed or scanned, and what came of looking for it there. */
export function useMoveHub(onFound: (address: string) => void) {
  const { t } = useWords()
  const client = useQueryClient()
  const [url, setUrl] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isReady = url.trim() !== '' && !isBusy
  const look = async (where = url.trim()) => {
    if (where === '' || isBusy) return
    setBusy(true)
    setTrouble(null)
    const answer = await call('app.moveHub', { url: where })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    for (const topic of ['app', 'stations']) await client.invalidateQueries({ queryKey: [topic] })
    onFound(bareAddress(answer.value.url))
  }
  /** A camera or a hand scanner read something; true: it was an address, and is looked at. */
  const scanned = (text: string): boolean => {
    const read = readHubPicture(text)
    if (read === null) return false
    setUrl(bareAddress(read))
    void look(read)
    return true
  }
  return { url, setUrl, trouble, isBusy, isReady, look, scanned }
}
