/** Nobody waits longer for a system voice that never says that it has ended. */
const LONGEST_MS = 20_000

/** An Indonesian voice of the operating system; undefined where there is none, as on most Linux machines. */
function indonesianVoice(): SpeechSynthesisVoice | undefined {
  return window.speechSynthesis.getVoices().find(({ lang }) => /^(id|in)([-_]|$)/i.test(lang))
}

/** Whether the operating system can speak Indonesian. */
export const hasSystemVoice = (): boolean => indonesianVoice() !== undefined

/** Says a sentence with the system's Indonesian voice; false when there is none or it failed. */
export function saySentence(sentence: string, volume: number): Promise<boolean> {
  const voice = indonesianVoice()
  if (voice === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(sentence)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.volume = volume
    const timer = window.setTimeout(() => {
      window.speechSynthesis.cancel()
      resolve(false)
    }, LONGEST_MS)
    const end = (wasSaid: boolean) => {
      window.clearTimeout(timer)
      resolve(wasSaid)
    }
    utterance.addEventListener('end', () => end(true))
    utterance.addEventListener('error', () => end(false))
    window.speechSynthesis.speak(utterance)
  })
}
