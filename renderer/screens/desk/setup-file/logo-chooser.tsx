import { ImageUp } from 'lucide-react'
import { useRef, useState } from 'react'
import type { SetupView } from '../../../../core/contract/setup'
import type { LogoProblem } from '../../../../core/setup/logo'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { FairLogo } from '../../../parts/fair-logo'
import { useLeave } from '../leave-guard'
import { useChange } from '../setup/use-change'
import { logoFrom } from './make-logo'
import './setup-file.css'

/** The fair's logo: chosen from a picture of any size, made small here, shown as the screens show it. */
export function LogoChooser({ view, onSaved }: { view: SetupView; onSaved: (said: string | null) => void }) {
  const { t } = useWords()
  // What was typed of the colour and not saved would be lost: the form begins anew with the logo.
  const leave = useLeave()
  const logo = view.file.brand.logo ?? null
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<LogoProblem | null>(null)
  const [isReading, setReading] = useState(false)
  const { ask, isBusy, trouble, dialog } = useChange({
    onDone: ({ changed }) => onSaved(t(changed ? 'logo.saved' : 'setup.saved.same')),
    onProblems: () => setRefused('logo_not_png'),
  })
  const give = (png: string | null) => ask((confirmed) => call('logo.set', { png, confirmed }))
  const take = async (file: File | undefined) => {
    if (file === undefined || isReading) return
    setReading(true)
    const made = await logoFrom(file)
    setReading(false)
    setRefused(made.ok ? null : made.code)
    if (made.ok) await give(made.png)
  }
  return (
    <section className="st-section setup-group logo-chooser" data-logo={logo ?? 'none'}>
      <div className="setup-field">
        <div className="setup-label">
          <p>{t('logo.title')}</p>
          <p className="st-muted">{t('logo.say')}</p>
        </div>
        <div className="setup-input">
          <div className="logo-shown">
            <span className="logo-on-brand">
              <FairLogo logo={logo} className="fair-logo" />
            </span>
            <span className="logo-on-paper">
              <FairLogo logo={logo} className="logo-plain" />
            </span>
          </div>
          <p className="logo-acts">
            <input
              ref={input}
              type="file"
              className="spoken"
              accept="image/png,image/jpeg,image/svg+xml"
              data-field="logo"
              aria-label={t('logo.choose')}
              tabIndex={-1}
              onChange={({ target }) => {
                const [file] = target.files ?? []
                void take(file)
                // The same file may be chosen again after it was changed.
                target.value = ''
              }}
            />
            <button
              type="button"
              className="st-btn"
              data-act="choose_logo"
              aria-disabled={isBusy || isReading}
              onClick={() => leave(() => input.current?.click())}
            >
              <ImageUp className="st-i" aria-hidden="true" />
              {t(logo === null ? 'logo.choose' : 'logo.change')}
            </button>
            {logo === null ? null : (
              <button
                type="button"
                className="st-btn"
                data-act="drop_logo"
                aria-disabled={isBusy}
                onClick={() => leave(() => void give(null))}
              >
                {t('logo.drop')}
              </button>
            )}
          </p>
          <p className="st-bad" role="alert">
            {refused === null ? trouble : t(FAILURE_TEXT[refused])}
          </p>
        </div>
      </div>
      {dialog}
    </section>
  )
}
