import { useEffect, useSyncExternalStore } from 'react'
import type { DisplayView } from '../../../core/contract/display'
import { speakerOfWindow, type SpeakerState } from '../../sound/speaker'

/** Speaks what the display shows, as long as it is there, and tells what is heard now. */
export function useSpeaker(view: DisplayView): SpeakerState {
  const speaker = speakerOfWindow()
  useEffect(() => speaker.show(view), [speaker, view])
  useEffect(() => () => speaker.leave(), [speaker])
  return useSyncExternalStore(speaker.subscribe, () => speaker.state)
}
