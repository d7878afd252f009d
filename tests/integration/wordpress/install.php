<?php
/** Set up the site: php install.php TITLE. Prints the application password of the user `redaksi`. */
define('WP_INSTALLING', true);
require getenv('CETAK_SITE_ROOT') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

if (!function_exists('wp_new_blog_notification')) {
    exit(1);
}
add_filter('pre_wp_mail', '__return_true');
wp_install($argv[1], 'redaksi', 'redaksi@koran.example', true, '', 'sandi untuk uji');

foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
    wp_delete_post($sample->ID, true);
}
update_option('timezone_string', 'Asia/Jakarta');
update_option('permalink_structure', '/%year%/%monthnum%/%day%/%postname%/');
update_option('posts_per_page', 10);
update_option('thread_comments', 0);
switch_theme('twentytwentyone');
flush_rewrite_rules(false);

[$password] = WP_Application_Passwords::create_new_application_password(1, ['name' => 'cetak']);
echo $password;
