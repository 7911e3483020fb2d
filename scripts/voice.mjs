/**
 * Renders the clips of the spoken call into assets/voice/: words of core/voice/clips.ts by espeak-ng, and our own chime.
 * Only for whoever changes a word: needs the Debian packages espeak-ng and sox. The clips lie in the repository.
 */
import { renderVoice } from './lib/voice.mjs'
import { main } from './lib/steps.mjs'

await main(renderVoice)
