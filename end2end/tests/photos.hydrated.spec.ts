// Photos under the hand: dragged into order, dropped from the desktop, taken out and put back.
import { Editor } from '../stack/editor.ts';
import { expect, test } from '../stack/pages.ts';
import type { Photo } from '../stack/photos.ts';
import { addProduct, editor as read } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';

const widths = (photos: { width: number }[]) => photos.map(({ width }) => width);

test('the last photo is dragged to the front and stays there', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  await editor.photos.nth(2).dragTo(editor.photos.nth(0));
  await expect.poll(async () => widths((await read(seller, editor.product)).photos)).toEqual([1200, 900, 1000]);
  await page.reload();
  await expect(editor.photos).toHaveCount(3);
  await expect(editor.photos.nth(0)).toHaveAttribute('width', '1200');
});

test('files are dropped on the page', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  const files = photos.map(({ name, mimeType, buffer }: Photo) => ({ name, mimeType, base64: buffer.toString('base64') }));
  const dropped = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, files);
  await page.locator('#photos').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(editor.photos).toHaveCount(3);
  expect(widths((await read(seller, editor.product)).photos)).toEqual([900, 1000, 1200]);
});

test('a photo that was taken out is put back where it was', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  const remove = `${say(fr.editor.photo_name, { place: 2 })} : ${fr.editor.photo_remove}`;
  await page.getByRole('button', { name: remove, exact: true }).click();
  await expect(editor.photos).toHaveCount(2);
  await page.getByRole('button', { name: fr.products.undo, exact: true }).click();
  await expect(editor.photos).toHaveCount(3);
  await editor.save();
  expect(widths((await read(seller, editor.product)).photos)).toEqual([900, 1000, 1200]);
});

test('an upload that cannot reach the server says so, and the form keeps working', async ({ page, seller, photos, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await page.route('**/photos', (route) => route.abort());
  await editor.addPhotos(photos);
  for (const { name } of photos) {
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(fr.errors.offline);
  }
  await page.unroute('**/photos');
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
});
