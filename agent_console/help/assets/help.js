// Shows answers while somebody types. Everything works without it: the form then opens the page of results.
const form = document.querySelector('form.search')
const results = document.getElementById('results')
const told = document.getElementById('told')
const browse = document.getElementById('browse')
const PAUSE_MS = 160

function begin() {
  const input = form.querySelector('input[type=search]')
  // Names what is typed into this box, so that growing words count as one question; it is forgotten with the page.
  const box = crypto.randomUUID ? crypto.randomUUID() : String(Math.random())
  let timer = 0
  let asking = null
  let shown = input.value.trim()

  async function ask(words) {
    asking?.abort()
    asking = new AbortController()
    const address = new URL(form.dataset.results, location.href)
    address.searchParams.set('q', words)
    address.searchParams.set('box', box)
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: 'text/html' } })
      if (answer.ok) show(await answer.text())
    } catch (error) {
      // The form still works; a lost connection is no reason to take away what is being read.
      if (error.name !== 'AbortError') results.removeAttribute('aria-busy')
    }
  }
  function show(html) {
    // The server escaped it, and the policy of the page lets nothing in it run.
    results.innerHTML = html
    results.hidden = false
    results.removeAttribute('aria-busy')
    if (browse) browse.hidden = true
    told.textContent = results.querySelector('.count')?.textContent ?? ''
  }
  function clear() {
    asking?.abort()
    if (!browse) return
    results.hidden = true
    results.textContent = ''
    told.textContent = ''
    browse.hidden = false
  }
  input.addEventListener('input', (event) => {
    if (event.isComposing) return
    const words = input.value.trim()
    if (words === shown) return
    shown = words
    clearTimeout(timer)
    if (!words) return clear()
    results.setAttribute('aria-busy', 'true')
    timer = setTimeout(() => ask(words), PAUSE_MS)
  })
  input.addEventListener('compositionend', () => input.dispatchEvent(new InputEvent('input')))
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '')) {
      event.preventDefault()
      input.focus()
    }
    if (event.key === 'Escape' && document.activeElement === input && input.value) {
      input.value = ''
      input.dispatchEvent(new InputEvent('input'))
    }
  })
}

// How somebody came here is counted once, without them; the address they may pass on does not carry it.
function tidyAddress() {
  const address = new URL(location.href)
  for (const name of ['found', 'rank', 'said']) address.searchParams.delete(name)
  if (address.href !== location.href) history.replaceState(null, '', address)
}

if (form && results) begin()
tidyAddress()
