<?php
/**
 * Bring a WordPress export into the site: php import.php FILE. Prints what was made as JSON.
 *
 * Does what WordPress's importer does with authors, terms, posts, meta and comments, and keeps
 * the numbers of posts, as that does. Attachments are not downloaded: a picture of the same name
 * is painted here, so that nothing is asked of the network.
 */
require getenv('CETAK_SITE_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';

const SPACES = ['wp', 'content', 'excerpt', 'dc'];
const PICTURES = ['jpg', 'jpeg', 'png', 'gif', 'webp'];

/** An item's element as text, '' where there is none. */
function said(DOMXPath $path, string $query, DOMNode $node): string
{
    return trim($path->evaluate("string($query)", $node), "\n\r\t ");
}

function opened(string $file): DOMXPath
{
    $document = new DOMDocument();
    if (!$document->load($file, LIBXML_NONET | LIBXML_COMPACT)) {
        fwrite(STDERR, "not an XML file: $file\n");
        exit(1);
    }
    $path = new DOMXPath($document);
    foreach (SPACES as $prefix) {
        $uri = $document->documentElement->lookupNamespaceURI($prefix);
        $path->registerNamespace($prefix, $uri ?: "urn:absent:$prefix");
    }
    return $path;
}

/** Numbers of users by login. */
function authors(DOMXPath $path): array
{
    $made = [];
    foreach ($path->query('/rss/channel/wp:author') as $node) {
        $login = said($path, 'wp:author_login', $node);
        $user = wp_insert_user([
            'user_login' => $login,
            'user_pass' => wp_generate_password(),
            'user_email' => sanitize_key($login) . '@penulis.example',
            'display_name' => said($path, 'wp:author_display_name', $node),
            'role' => 'author',
        ]);
        $made[$login] = is_wp_error($user) ? 1 : $user;
    }
    return $made;
}

function term(string $name, string $taxonomy, string $slug, int $parent = 0): int
{
    $known = get_term_by('slug', $slug, $taxonomy);
    if ($known) {
        return $known->term_id;
    }
    $made = wp_insert_term(wp_slash($name), $taxonomy, ['slug' => $slug, 'parent' => $parent]);
    return is_wp_error($made) ? 0 : $made['term_id'];
}

function terms(DOMXPath $path): void
{
    foreach ($path->query('/rss/channel/wp:category') as $node) {
        $parent = said($path, 'wp:category_parent', $node);
        $above = $parent ? get_term_by('slug', $parent, 'category') : false;
        $slug = said($path, 'wp:category_nicename', $node);
        term(said($path, 'wp:cat_name', $node), 'category', $slug, $above ? $above->term_id : 0);
    }
    foreach ($path->query('/rss/channel/wp:tag') as $node) {
        term(said($path, 'wp:tag_name', $node), 'post_tag', said($path, 'wp:tag_slug', $node));
    }
}

/** Terms of an item, and for post formats their slug. */
function own_terms(DOMXPath $path, DOMNode $item, int $id): void
{
    $found = [];
    foreach ($path->query('category[@nicename]', $item) as $node) {
        $taxonomy = str_replace('tag', 'post_tag', str_replace('post_tag', 'tag', $node->getAttribute('domain')));
        $slug = $node->getAttribute('nicename');
        $found[$taxonomy][] = $taxonomy === 'post_format' ? $slug : term($node->textContent, $taxonomy, $slug);
    }
    foreach ($found as $taxonomy => $numbers) {
        if (taxonomy_exists($taxonomy)) {
            wp_set_post_terms($id, $numbers, $taxonomy);
        }
    }
}

/** Where the files of the old site are found on this one. */
function moved(string $text, array $addresses, string $old): string
{
    return $old ? str_replace($old, home_url(), strtr($text, $addresses)) : strtr($text, $addresses);
}

/** Paint a picture that differs from every other: colour and bars come from its name. */
function paint(string $file, string $name): void
{
    $hash = crc32($name);
    $picture = imagecreatetruecolor(1200, 800);
    $ground = imagecolorallocate($picture, $hash & 127, ($hash >> 8) & 127, ($hash >> 16) & 127);
    $light = imagecolorallocate($picture, 240, 230, 210);
    imagefill($picture, 0, 0, $ground);
    for ($bar = 0; $bar < 8; $bar++) {
        $height = 60 + 80 * (($hash >> (3 * $bar)) & 7);
        imagefilledrectangle($picture, 60 + 140 * $bar, 780 - $height, 150 + 140 * $bar, 780, $light);
    }
    $write = ['png' => 'imagepng', 'gif' => 'imagegif', 'webp' => 'imagewebp'];
    $kind = strtolower(pathinfo($file, PATHINFO_EXTENSION));
    ($write[$kind] ?? 'imagejpeg')($picture, $file);
    imagedestroy($picture);
}

/** Common fields of posts and attachments. */
function fields(DOMXPath $path, DOMNode $item, array $authors): array
{
    $status = said($path, 'wp:status', $item);
    return [
        'import_id' => (int) said($path, 'wp:post_id', $item),
        'guid' => said($path, 'guid', $item),
        'post_author' => $authors[said($path, 'dc:creator', $item)] ?? 1,
        'post_date' => said($path, 'wp:post_date', $item),
        'post_date_gmt' => said($path, 'wp:post_date_gmt', $item),
        'post_title' => said($path, 'title', $item),
        'post_excerpt' => said($path, 'excerpt:encoded', $item),
        'post_status' => $status,
        'post_name' => said($path, 'wp:post_name', $item),
        'post_parent' => (int) said($path, 'wp:post_parent', $item),
        'menu_order' => (int) said($path, 'wp:menu_order', $item),
        'post_type' => said($path, 'wp:post_type', $item),
        'post_password' => said($path, 'wp:post_password', $item),
        'comment_status' => said($path, 'wp:comment_status', $item),
    ];
}

/** What WordPress would set to now, or make unique: as the export has it. */
function as_exported(DOMXPath $path, DOMNode $item, int $id): void
{
    global $wpdb;
    $slug = said($path, 'wp:post_name', $item);
    $values = $slug !== '' ? ['post_name' => $slug] : [];
    $modified = said($path, 'wp:post_modified', $item);
    if ($modified !== '') {
        $values['post_modified'] = $modified;
        $values['post_modified_gmt'] = said($path, 'wp:post_modified_gmt', $item);
    }
    if ($values) {
        $wpdb->update($wpdb->posts, $values, ['ID' => $id]);
        clean_post_cache($id);
    }
}

function meta(DOMXPath $path, DOMNode $item, int $id): void
{
    foreach ($path->query('wp:postmeta', $item) as $node) {
        $key = said($path, 'wp:meta_key', $node);
        if ($key !== '_wp_attached_file' && $key !== '_wp_attachment_metadata' && $key !== '_edit_lock') {
            add_post_meta($id, $key, wp_slash(maybe_unserialize(said($path, 'wp:meta_value', $node))));
        }
    }
}

/** An attachment with a file of its own; its old address and the new one, or nothing. */
function attachment(DOMXPath $path, DOMNode $item, array $authors): array
{
    $old = said($path, 'wp:attachment_url', $item);
    $name = basename((string) parse_url($old, PHP_URL_PATH));
    $kind = wp_check_filetype($name);
    if (!in_array(strtolower((string) $kind['ext']), PICTURES, true)) {
        return [];
    }
    $folder = wp_upload_dir(substr(said($path, 'wp:post_date', $item), 0, 7));
    $file = $folder['path'] . '/' . wp_unique_filename($folder['path'], $name);
    paint($file, $name);
    $made = fields($path, $item, $authors) + ['post_mime_type' => $kind['type']];
    $made['guid'] = $folder['url'] . '/' . basename($file);
    $made['post_content'] = said($path, 'content:encoded', $item);
    $id = wp_insert_attachment(wp_slash($made), $file, 0, true);
    if (is_wp_error($id)) {
        fwrite(STDERR, $name . ': ' . $id->get_error_message() . "\n");
        return [];
    }
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $file));
    meta($path, $item, $id);
    return [$old => $made['guid']];
}

function comments(DOMXPath $path, DOMNode $item, int $id): void
{
    foreach ($path->query('wp:comment', $item) as $node) {
        wp_insert_comment(wp_slash([
            'comment_post_ID' => $id,
            'comment_author' => said($path, 'wp:comment_author', $node),
            'comment_date' => said($path, 'wp:comment_date', $node),
            'comment_date_gmt' => said($path, 'wp:comment_date_gmt', $node),
            'comment_content' => said($path, 'wp:comment_content', $node),
            'comment_approved' => said($path, 'wp:comment_approved', $node),
            'comment_type' => said($path, 'wp:comment_type', $node) ?: 'comment',
        ]));
    }
}

function post(DOMXPath $path, DOMNode $item, array $authors, array $addresses, string $old): void
{
    $made = fields($path, $item, $authors);
    $made['post_content'] = moved(said($path, 'content:encoded', $item), $addresses, $old);
    $id = wp_insert_post(wp_slash($made), true);
    if (is_wp_error($id)) {
        fwrite(STDERR, $made['post_title'] . ': ' . $id->get_error_message() . "\n");
        return;
    }
    own_terms($path, $item, $id);
    meta($path, $item, $id);
    comments($path, $item, $id);
    as_exported($path, $item, $id);
    if (said($path, 'wp:is_sticky', $item) === '1') {
        stick_post($id);
    }
}

wp_set_current_user(1);
kses_remove_filters();
add_filter('wp_insert_post_empty_content', '__return_false'); // an export may hold posts without words
$path = opened($argv[1]);
$authors = authors($path);
terms($path);
$old = untrailingslashit(said($path, '/rss/channel/wp:base_blog_url', $path->document));
$addresses = [];
foreach ($path->query('/rss/channel/item[wp:post_type="attachment"]') as $item) {
    $addresses += attachment($path, $item, $authors);
}
foreach ($path->query('/rss/channel/item[wp:post_type="post" or wp:post_type="page"]') as $item) {
    post($path, $item, $authors, $addresses, $old);
}
$counts = array_map(fn ($type) => array_filter((array) wp_count_posts($type)), ['post' => 'post', 'page' => 'page', 'attachment' => 'attachment']);
echo wp_json_encode($counts);
