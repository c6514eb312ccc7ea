'use strict';
/* The entry's address goes to the clipboard; without this the plain link is there. */
(() => {
  const link = document.querySelector('.permalink');
  const button = document.querySelector('.copy');
  const copied = document.querySelector('.copied');
  if (!link || !button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      copied.textContent = 'Copied.';
    } catch {
      copied.textContent = `It could not be copied: ${link.href}`;
    }
  });
})();
